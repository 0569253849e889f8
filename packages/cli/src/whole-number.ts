import { InvalidArgumentError } from 'commander';

/** An option parser for whole numbers between two bounds. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new InvalidArgumentError(`give a whole number from ${low} to ${high}`);
    }
    return value;
  };
}
