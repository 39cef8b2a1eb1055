/**
 * A line of input that cannot be computed. The message is one line, names the field and says what
 * would be right.
 */
export class CalcInputError extends Error {
  override readonly name = 'CalcInputError'
  /**
   * Path of the field inside the line, such as `genesis[2].power`; empty when the line as a whole
   * is wrong.
   */
  readonly field: string

  constructor(field: string, expectation: string) {
    super(field === '' ? expectation : `${field} ${expectation}`)
    this.field = field
  }
}
