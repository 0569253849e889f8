import { MatrixProduct, type Strided } from '@twinward/simulate';

let product: MatrixProduct | null = null;

/** C += A B as `MatrixProduct.add` does, whose memory all callers of a thread share. */
export function addProduct(
  c: Float64Array,
  a: Strided,
  b: Float64Array,
  m: number,
  inner: number,
  n: number,
  triangle = false,
): void {
  product ??= new MatrixProduct();
  product.add(c, a, b, m, inner, n, triangle);
}
