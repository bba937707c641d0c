import { type Language, texts } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'

const words = texts({
  sv: { away: (who: string, until: string) => `${who}, borta${until ? ` till och med ${until}` : ' tills vidare'}` },
  en: { away: (who, until) => `${who}, away${until ? ` until the end of ${until}` : ' until further notice'}` },
})

/** Somebody to choose, and that they are away, where they are. */
export const withAway = (text: string, { away, awayTo }: { away: boolean; awayTo: Day | null }, today: Day, language: Language): string =>
  away ? words(language).away(text, awayTo ? sayDay(awayTo, today, language) : '') : text
