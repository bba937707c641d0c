import type { Language } from '#kernel/text'
import { words } from './text.ts'

/** Tells which single keys work in a queue and lets them be turned off. J and K walk `.queue`; the rest press the `Button` with that `press`. */
export const QueueKeys = ({ language, keys = [] }: { language: Language; keys?: readonly { key: string; does: string }[] }) => {
  const say = words(language).keys
  return (
    <queue-keys>
      <p class="keys small">
        {[{ key: 'J', does: say.next }, { key: 'K', does: say.before }, ...keys].map(({ key, does }) => (
          <span>
            <kbd>{key}</kbd> {does}
          </span>
        ))}
        <button class="link-button" type="button" data-off={say.off} data-on={say.on}>
          {say.off}
        </button>
      </p>
    </queue-keys>
  )
}
