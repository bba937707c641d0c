export { deliver, type Order, type Outcome, type To } from './send.ts'
export { type Channel, isTelling, type Message, type Slots, streetSlot, type Template, type Tongue } from './templates/model.ts'
export { type Around, whenSlots, wording } from './templates/wording.ts'
