import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { Item, Rows } from '#ui/lists'
import { marked } from '#ui/words'
import { dutyPath, type Whose } from '../paths.ts'
import type { Duty } from './model.ts'
import { dutyText } from './text.ts'

type Props = { of: readonly Duty[]; matter: Whose; today: Day; language: Language }

/** Each of them as a row that leads to its page, with how it stands. Nothing at all when there are none. */
export const DutyRows = ({ of, matter, today, language }: Props) =>
  of.length > 0 ? (
    <Rows>
      {of.map((duty) => {
        const { title, text } = dutyText(duty, today, language)
        return (
          <Item href={dutyPath(matter, duty.id)} title={marked(title)}>
            <p class="small">{text}</p>
          </Item>
        )
      })}
    </Rows>
  ) : null
