/** Why a file is not taken, as one sentence that holds nothing of the file. Thrown and caught within the cleaning only. */
export class Unfit extends Error {}

export const unfit = (why: string): never => {
  throw new Unfit(why)
}
