import type { Language } from '#kernel/text'
import { Icon } from './icon.tsx'
import { words } from './text.ts'

/** How to print this page: the browser can, and where there is script there is a button. What is folded comes along (delakt.css). */
export const Print = ({ language }: { language: Language }) => (
  <div class="screen-only stack">
    <print-page>
      <button class="link-button with-icon" type="button" hidden>
        <Icon name="print" /> {words(language).print}
      </button>
    </print-page>
    <p class="small">{words(language).printMore}</p>
  </div>
)
