/**
 * An elementary function as the stack machine reads it. Each line is one of
 *
 *     name = words            a local variable
 *     if words return words   leaves early
 *     return words            the last line
 *
 * with words in postfix order: numbers, variables, operators, and `f()` for a call of another body or an entry of a table.
 */
export interface Body {
  readonly parameters: readonly string[];
  readonly lines: readonly string[];
}
