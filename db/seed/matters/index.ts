import type { Teller } from '../story.ts'
import { britt } from './britt.ts'
import { camilla } from './camilla.ts'
import { elias } from './elias.ts'
import { ioan } from './ioan.ts'
import { jovan } from './jovan.ts'
import { noor } from './noor.ts'
import { ritva } from './ritva.ts'
import { samir } from './samir.ts'
import { torsten } from './torsten.ts'
import { wilma } from './wilma.ts'
import { yusuf } from './yusuf.ts'

/** Everybody's story but Pelle Ljung's, who has never had a case. */
export const tellers: readonly Teller[] = [camilla, yusuf, britt, elias, ritva, samir, noor, wilma, torsten, ioan, jovan]
