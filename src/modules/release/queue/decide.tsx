import type { Language } from '#kernel/text'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, FormSheet, Radios, TextArea } from '#ui/form'
import { type Filter, reasons, type Reviewed, ways } from './model.ts'
import { itemHref } from './page.tsx'
import { words } from './text.ts'

/** What has been typed, in which of the forms, and what is wrong with it. */
export type Typed = {
  beslut?: string | undefined
  skal?: string | undefined
  ord?: string | undefined
  hemligt?: boolean
  igen?: string | undefined
  satt?: string | undefined
}
type Props = { item: Reviewed; filter: Filter; language: Language; errors: readonly FieldError[]; typed?: Typed | undefined }

/** Two equal choices, and the less usual ones folded. Each is a form of its own, so that Enter in a field can never show what was to be withheld. */
export const Decide = (props: Props) => {
  const { item, filter, language, errors, typed } = props
  const said = words(language)
  return (
    <section class="decide screen-only" aria-label={said.decide}>
      <FormSheet />
      {item.state !== 'released' && (
        <form method="post" action={itemHref(item, filter)}>
          <input type="hidden" name="sett" value={item.revision} />
          {item.document && !item.document.read && <p>{said.openFirst}</p>}
          {typed?.beslut !== 'annars' && errorFor(errors, 'last') && (
            <Checkbox id="last" label={said.readElsewhere} error={errorFor(errors, 'last')} />
          )}
          <Button variant="secondary" name="beslut" value="visa" press="V">
            {item.state === 'withheld' && item.reason === 'together' ? said.haveRead : said.show}
          </Button>
        </form>
      )}
      <p>
        <a class="ds-button" data-variant="secondary" href={itemHref(item, filter, {}, '/maska')}>
          {said.mask}
        </a>
      </p>
      <Hide {...props} />
      <Otherwise {...props} />
      {item.state === 'released' && (
        <details>
          <summary class="ds-button" data-variant="secondary">
            {said.takeBack}
          </summary>
          <form method="post" action={itemHref(item, filter)} class="reason">
            <h3>{said.takeBackHeading}</h3>
            <input type="hidden" name="sett" value={item.revision} />
            <Radios
              id="hur"
              label={said.takeBackHow}
              value="granska"
              options={(['granska', 'bort'] as const).map((value) => ({ value, ...said.takenBack[value] }))}
            />
            <Acts>
              <Button name="beslut" value="ta-tillbaka">
                {said.takeBack}
              </Button>
            </Acts>
          </form>
        </details>
      )}
    </section>
  )
}

const Hide = ({ item, filter, language, errors, typed }: Props) => {
  const said = words(language)
  return (
    <details open={typed?.beslut === 'visa-inte'}>
      <summary class="ds-button" data-variant="secondary" data-key="H">
        {said.hide} <kbd>H</kbd>
      </summary>
      <form method="post" action={itemHref(item, filter)} class="reason">
        <h3>{said.hideHeading}</h3>
        <input type="hidden" name="sett" value={item.revision} />
        <div class="split">
          <Radios
            id="skal"
            label={said.reason}
            error={errorFor(errors, 'skal')}
            value={typed?.skal}
            options={reasons.map((value) => ({ value, text: said.reasons[value], hint: said.reads(said.told[value]) }))}
          />
          <div class="stack">
            <TextArea
              language={language}
              id="ord"
              label={said.own}
              hint={said.ownHint}
              error={typed?.beslut === 'annars' ? undefined : errorFor(errors, 'ord')}
              value={typed?.beslut === 'annars' ? '' : typed?.ord}
              maxlength={2000}
            />
            <Checkbox id="hemligt" label={said.secret} hint={said.secretHint} checked={typed?.hemligt} />
            <Field id="igen" label={said.again} hint={said.againHint} value={typed?.igen} error={errorFor(errors, 'igen')} />
          </div>
        </div>
        <Acts>
          <Button name="beslut" value="visa-inte">
            {said.saveHide}
          </Button>
        </Acts>
      </form>
    </details>
  )
}

const Otherwise = ({ item, filter, language, errors, typed }: Props) => {
  const said = words(language)
  return (
    <details open={typed?.beslut === 'annars'}>
      <summary class="ds-button" data-variant="secondary" data-key="A">
        {said.otherwise} <kbd>A</kbd>
      </summary>
      <form method="post" action={itemHref(item, filter)} class="reason">
        <h3>{said.otherwiseHeading}</h3>
        <input type="hidden" name="sett" value={item.revision} />
        <Radios
          id="satt"
          label={said.how}
          error={errorFor(errors, 'satt')}
          value={typed?.satt}
          options={ways.map((value) => ({ value, ...said.ways[value] }))}
        />
        <TextArea
          language={language}
          id="egna"
          name="ord"
          label={said.ownCover}
          hint={said.ownSensitive}
          rows={3}
          maxlength={2000}
          value={typed?.beslut === 'annars' ? typed.ord : ''}
          error={typed?.beslut === 'annars' ? errorFor(errors, 'ord') : undefined}
        />
        {typed?.beslut === 'annars' && errorFor(errors, 'last') && (
          <Checkbox id="last" label={said.readElsewhere} error={errorFor(errors, 'last')} />
        )}
        <Acts>
          <Button name="beslut" value="annars">
            {said.saveOtherwise}
          </Button>
        </Acts>
      </form>
    </details>
  )
}
