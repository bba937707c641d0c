import { z } from 'zod'
import type { Job } from '#kernel/jobs'
import type { Services } from '#kernel/services'

const Count = z.object({ n: z.number() })

/** What happens in the directory by itself: accounts close after their last day, and an inbox without somebody is noticed. */
export const directoryJobs = ({ db }: Services): Job[] => [
  {
    name: 'carry-out-leavings',
    every: '*/5 * * * *',
    run: () =>
      db.as({ kind: 'worker' }, { purpose: 'leavings' }, async (tx) => void (await tx.maybe(Count)`select directory.carry_out_due() as n`)),
  },
  {
    name: 'watch-receivers',
    every: '*/10 * * * *',
    run: () =>
      db.as(
        { kind: 'worker' },
        { purpose: 'watch receivers' },
        async (tx) => void (await tx.maybe(Count)`select directory.watch_receivers() as n`),
      ),
  },
]
