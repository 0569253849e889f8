// What is used of a library that brings no types.
declare module '@lhncbc/ucum-lhc' {
  interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
  }
  interface Utilities {
    validateUnitString(unit: string): { readonly status: 'valid' | 'invalid' | 'error' };
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      suggest: boolean,
      molarMass: number | null,
    ): Conversion;
  }
  export const UcumLhcUtils: { getInstance(): Utilities };
}
