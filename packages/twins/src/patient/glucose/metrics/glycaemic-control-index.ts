// The hypo- and hyperglycaemia indices and their sum, the index of glycaemic control (Rodbard 2009, Diabetes Technol Ther 11:55).

/** Sum over readings below 80 mg/dL of (80 - G)^2, divided by 30 times the number of all readings. */
export function hypoglycaemiaIndex(mgdl: Float64Array): number {
  let sum = 0;
  for (const g of mgdl) if (g < 80) sum += (80 - g) ** 2;
  return sum / (30 * mgdl.length);
}

/** Sum over readings above 140 mg/dL of (G - 140)^1.1, divided by 30 times the number of all readings. */
export function hyperglycaemiaIndex(mgdl: Float64Array): number {
  let sum = 0;
  for (const g of mgdl) if (g > 140) sum += (g - 140) ** 1.1;
  return sum / (30 * mgdl.length);
}

/** Index of glycaemic control: the sum of both; smaller is better. */
export function glycaemicControlIndex(mgdl: Float64Array): number {
  return hypoglycaemiaIndex(mgdl) + hyperglycaemiaIndex(mgdl);
}
