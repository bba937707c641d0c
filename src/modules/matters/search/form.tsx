import type { Language } from '#kernel/text'
import { Search } from '#ui/form'
import { Icon } from '#ui/icon'
import { searchPath } from '../paths.ts'
import { type Fault, mostLetters } from './model.ts'
import { words } from './text.ts'

type Props = { language: Language; text?: string | undefined; fault?: Fault | undefined }

/** The line to search with. */
export const SearchForm = ({ language, text, fault }: Props) => {
  const { faults, hint, label, search } = words(language)
  const error = fault && (fault === 'long' ? faults.long(mostLetters) : faults[fault])
  return <Search id="sok" action={searchPath} label={label} hint={hint} button={search} value={text} error={error} />
}

/** The way to it, from the list and from each matter. */
export const SearchLink = ({ language }: Pick<Props, 'language'>) => (
  <p class="filter">
    <a href={searchPath}>
      <Icon name="search" /> {words(language).heading}
    </a>
  </p>
)
