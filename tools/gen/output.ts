/** A generated file: `./dev gen` writes it, `./dev check` compares it. */
export interface Output {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}
