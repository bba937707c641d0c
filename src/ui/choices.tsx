import type { Child } from 'hono/jsx'
import { Photo } from './person.tsx'

/** Somebody's own words to the reader, with who said them. */
export const Said = ({ by, photo, children }: { by: Child; photo?: string | undefined; children?: Child }) => (
  <blockquote class="said" data-voice="we">
    {photo && <Photo src={photo} />}
    <div>
      {children}
      <footer>{by}</footer>
    </div>
  </blockquote>
)

/** Ways to choose between, of equal weight: the button of each sends its `value` under `name`. Stands inside a form. */
export const Choices = ({
  name,
  ways,
}: {
  name: string
  ways: readonly { value: string; heading: string; about: Child; button: string }[]
}) => (
  <ul role="list" class="choices">
    {ways.map(({ value, heading, about, button }) => (
      <li class="choice">
        <h3>{heading}</h3>
        <p>{about}</p>
        <button class="ds-button" data-variant="secondary" type="submit" name={name} value={value}>
          {button}
        </button>
      </li>
    ))}
  </ul>
)
