/** The database every test file's own is made from, and the secret all tests share. */
export const template = 'delakt_test_template'
export const testSecret = 'only-for-tests-only-for-tests-only-for-tests'
