import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Link } from './page.tsx'
import { Heading, type Level } from './sheet.tsx'
import { words } from './text.ts'
import { PhoneLink } from './words.tsx'

type Props = {
  language: Language
  name: Child
  role: Child
  /** Address of a portrait, 4:5. Without one there is no stand-in. */
  photo?: string | undefined
  phone?: string | undefined
  /** When the phone is answered: "måndag–torsdag 8.30–9.30". */
  hours?: Child
  /** Who answers when this person is away. */
  deputy?: string | undefined
  /** That they are away, or in whose place they answer. */
  standing?: Child
  /** What the reader has to do with this person. */
  about?: Child
  links?: readonly Link[] | undefined
  level?: Level | undefined
}

/** A named human, one step away: face, name, role, phone, hours, deputy, ways to write. */
export const Person = ({ language, name, role, photo, phone, hours, deputy, standing, about, links = [], level = 3 }: Props) => (
  <div class="person">
    {photo && <Photo src={photo} />}
    <div>
      <Heading level={level} class="name">
        {name}
      </Heading>
      <p>{role}</p>
      {standing && <p>{standing}</p>}
      {about && <p>{about}</p>}
      {phone && (
        <p>
          <PhoneLink number={phone} />
        </p>
      )}
      {hours && (
        <p>
          {words(language).phoneHours} {hours}
        </p>
      )}
      {deputy && <p class="soft">{words(language).away(deputy)}</p>}
      {links.map(({ href, text }) => (
        <p>
          <a href={href}>{text}</a>
        </p>
      ))}
    </div>
  </div>
)

/** The name stands beside it, so the picture itself says nothing more. */
export const Photo = ({ src }: { src: string }) => <img class="photo" src={src} alt="" width={64} height={80} />

/** The people one will meet, small and in a list. */
export const Faces = ({ people }: { people: readonly { name: string; role: Child; photo?: string | undefined }[] }) => (
  <ul role="list" class="faces">
    {people.map(({ name, role, photo }) => (
      <li>
        {photo && <Photo src={photo} />}
        <span>
          <b>{name}</b>
          <br />
          {role}
        </span>
      </li>
    ))}
  </ul>
)
