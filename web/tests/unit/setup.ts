/** What the modules under test ask of a browser when they are loaded: a reader of English in no particular place. */
const nothing = () => undefined
Object.assign(globalThis, {
  location: new URL('http://127.0.0.1/'),
  localStorage: { getItem: () => null, setItem: nothing },
  navigator: { language: 'en-GB' },
  matchMedia: () => ({ matches: false, addEventListener: nothing })
})
