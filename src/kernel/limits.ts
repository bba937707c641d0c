import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooMany } from './errors.ts'

/**
 * At most `points` times in `seconds` for each key; the next throws TooMany with how long to wait. Kept in this process, so that
 * n copies behind a proxy let through n times as many: enough against guessing and loops, and nothing to fail.
 */
export function limit(points: number, seconds: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw new TooMany(Math.ceil(refused.msBeforeNext / 1000))
      throw refused
    }
  }
}
