export { publicKeyOf, seal } from './seal.ts'
export { type Case, caseOf, caseOfFiles, exportLog, verifyLog } from './verify.ts'
