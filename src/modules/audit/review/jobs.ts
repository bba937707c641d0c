import type { Services } from '#kernel/services'

/** Draws what is to be reviewed of the days that have passed. It may run twice. */
export const drawReviews = ({ db }: Services): Promise<void> =>
  db.as({ kind: 'worker' }, { purpose: 'draw log reviews' }, async (tx) => void (await tx.run`select audit.draw_days()`))
