import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/pages',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // a container's root has no namespaces for the sandbox
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : []
    },
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' }
  }
})
