/** What the browser tests share: the served site and the page as a person sees it. */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type Site, serveSite } from './site.ts';

/** Settings of a run that a software adapter gets through. */
export const tiny = { blocks: '1', width: '4', 'batch-size': '16', epochs: '1', augment: 'none' };

/** The page by what is read and pressed on it. */
export class Playground {
  constructor(
    readonly page: Page,
    readonly address: string,
  ) {}

  /** @param hints Whether this visitor is still shown the hints of the first minute, which lie over the page. */
  async open(query: Record<string, string> = {}, { hints = false } = {}): Promise<void> {
    if (!hints) {
      await this.page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => {
          // The page's policy lets no other style sheet in.
          const style = new CSSStyleSheet();
          style.replaceSync('[data-testid="hint"] { display: none }');
          document.adoptedStyleSheets.push(style);
        });
      });
    }
    await this.page.goto(`${this.address}?${new URLSearchParams(query)}`);
    await expect(this.button('Train')).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  press(name: string): Promise<void> {
    return this.button(name).click();
  }
  /** The drawer of all settings but those that stand beside the network. */
  get settings(): Locator {
    return this.page.getByRole('dialog', { name: 'All settings' });
  }
  async openSettings(): Promise<void> {
    await this.page.getByRole('button', { name: /^All settings/ }).click();
    await expect(this.settings).toBeVisible();
  }
  async closeSettings(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.settings).toHaveCount(0);
  }
  /** Chooses an item of a row of choices, such as `Layers` or `Time for a run`. */
  async choose(row: string, item: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: row }).getByText(item, { exact: true }).click();
  }
  /** An item of a row of choices. */
  choice(row: string, item: string): Locator {
    return this.page.getByRole('radiogroup', { name: row }).getByRole('radio', { name: item, exact: true });
  }
  get device(): Locator {
    return this.page.getByTestId('device');
  }
  get status(): Locator {
    return this.page.getByTestId('status');
  }
  /** Opens a tab of the dock, which lies over the charts. */
  async openDock(
    tab:
      | 'Predictions'
      | 'Blocks'
      | 'Projection'
      | 'Landscape'
      | 'Inside a block'
      | 'Shapes'
      | 'Run and log'
      | 'My GPU',
  ): Promise<void> {
    const button = this.page.getByRole('button', { name: tab, exact: true });
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  }
  async closeDock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Close the dock', exact: true }).click();
  }
  /** Why this device trains, which its button tells, once the device is found. */
  async deviceReason(): Promise<string> {
    await expect(this.device).not.toHaveAttribute('data-kind', 'unknown');
    await this.device.click();
    const reason = this.page.getByTestId('device-reason');
    await expect(reason).toBeVisible();
    const text = (await reason.textContent()) ?? '';
    await this.page.keyboard.press('Escape');
    await expect(reason).toBeHidden();
    return text;
  }
  /** The log as it is now; the dock is closed again. */
  async readLog(): Promise<string> {
    await this.openDock('Run and log');
    const text = (await this.log.textContent()) ?? '';
    await this.closeDock();
    return text;
  }
  get log(): Locator {
    return this.page.getByRole('log', { name: 'Log' });
  }
  /** Opens the table of stages, which the dock has behind its chart. */
  async showStages(): Promise<void> {
    await this.openDock('Shapes');
    await this.page.getByRole('switch', { name: 'Table', exact: true }).check();
  }
  get stages(): Locator {
    return this.page.getByRole('table', { name: 'Stages' });
  }
  stat(name: string): Locator {
    return this.page.getByTestId(`stat-${name}`);
  }
  /** Steps done, as shown; 0 before the first. */
  async steps(): Promise<number> {
    const text = await this.stat('step').textContent();
    return Number.parseInt(text?.replaceAll(',', '') ?? '', 10) || 0;
  }
  /** Points of a line of the n-th chart, from its path. */
  async points(line: 'train' | 'test', chart: number): Promise<number> {
    const figure = this.page.locator('figure[data-chart]').nth(chart);
    // Charts are drawn in view only.
    await figure.scrollIntoViewIfNeeded();
    const path = figure.locator(`[data-line="${line}"] path`).first();
    const d = (await path.count()) > 0 ? await path.getAttribute('d') : null;
    return d?.match(/[ML]/g)?.length ?? 0;
  }
}

/** Pixels by which the page is wider than its window. Layout comes to rest a moment after what changed it: tests ask until it has. */
export const pixelsBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** An empty page beside it, which may parse what the page's own policy lets nobody parse. */
export const besidePage = (page: Page): Promise<Page> => page.context().newPage();

/** This machine, by whichever name a test gives it. */
const ownAddress = /^(http:\/\/(127\.0\.0\.1|localhost|playground\.test)[:/]|file:|data:|blob:|about:)/;
const policyWords = /Content Security Policy|Trusted(HTML|Script)/;

export const test = base.extend<{ playground: Playground; forbidden: string[] }, { site: Site }>({
  /**
   * What pages did that their Content-Security-Policy forbids, which Chromium says on the console, and what they asked of other machines, their workers
   * included. Nothing is right.
   */
  forbidden: [
    async ({ context }, use) => {
      const found: string[] = [];
      context.on('console', (message) => {
        if (policyWords.test(message.text())) found.push(message.text());
      });
      context.on('request', (request) => {
        if (!ownAddress.test(request.url())) found.push(request.url());
      });
      await use(found);
      expect(found, 'what the policy forbids').toEqual([]);
    },
    { auto: true },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: the first argument must be a pattern.
    async ({}, use) => {
      const site = await serveSite();
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],
  playground: async ({ page, site }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await use(new Playground(page, site.address));
    expect(problems, 'errors nobody caught').toEqual([]);
  },
});
export { expect };
