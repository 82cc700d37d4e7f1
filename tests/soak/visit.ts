/** A browser that somebody has open at the built page: what is pressed and read there, and the processes behind it. */
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { tickMs } from '../../src/worker/watch.ts';
import { type Site, serveSite } from '../e2e/site.ts';
import { chromium as options, webgpuOnSwiftShader } from '../setup/chromium.ts';
import { type Digest, digestOf } from './digest.ts';
import { common, type NetworkName, networks } from './plan.ts';
import { readStored, type StoredRun } from './stored.ts';
import { within } from './within.ts';

/**
 * Chrome takes WebGPU away from a page, or altogether, whose GPU process died a few times within minutes, as it does here on purpose.
 * What the page does then has a test of its own.
 */
const willing = ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'];

/**
 * Runs in every page before its own scripts. A worker without a graphics card may be silent for five minutes before it counts
 * as hung; here the page counts five times as fast, as the networks are tiny: it waits for one.
 */
const prepared = `
  const every = setInterval;
  globalThis.setInterval = (call, ms, ...given) => every(call, ms === ${tickMs} ? ms / 5 : ms, ...given);
  // The compiler of the tests names functions through a helper that pages do not have.
  globalThis.__name ??= (f) => f;
  // A worker that ends says nothing: to end one, somebody must have it.
  globalThis.workers = [];
  if (globalThis.Worker) globalThis.Worker = class extends Worker {
    constructor(...given) { super(...given); globalThis.workers.push(this); }
  };
  // The hints of the first minute lie over the page.
  addEventListener('DOMContentLoaded', () => {
    const style = new CSSStyleSheet();
    style.replaceSync('[data-testid="hint"] { display: none }');
    document.adoptedStyleSheets.push(style);
  });
`;

/** What a person must never read: words of an engine, or of nobody. */
const raw =
  /Failed to execute|mapAsync|GPU(Device|Buffer|Queue)|Instance dropped|DOMException|undefined|\[object/;

/** The button that goes on with a run of an earlier page, or one that is over. */
export const resume = /^Resume from epoch/;

/** Milliseconds between two looks. */
const glance = 100;
const wait = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

/** What the page shows of its run. */
export interface Shown {
  readonly status: string;
  /** Steps done; undefined while they are not known. */
  readonly step?: number;
  readonly total?: number;
}

export class Visit {
  readonly browser: Browser;
  readonly processes: CDPSession;
  readonly context: BrowserContext;
  readonly site: Site;
  #page: Page;
  /** Errors that nobody caught, in any page. */
  readonly errors: string[] = [];

  readonly #settings: Readonly<Record<string, string>>;

  private constructor(
    browser: Browser,
    processes: CDPSession,
    context: BrowserContext,
    site: Site,
    page: Page,
    settings: Readonly<Record<string, string>>,
  ) {
    this.#settings = settings;
    this.browser = browser;
    this.processes = processes;
    this.context = context;
    this.site = site;
    this.#page = page;
    this.#listen(page);
    browser.on('disconnected', () => this.errors.push('The browser is gone.'));
  }

  /**
   * A browser of its own with nothing stored, and the page in it.
   * @param more Settings besides those that all runs have in common, as in the address.
   * @param flags What else the browser is started with.
   */
  static async begin(
    more: Readonly<Record<string, string>> = {},
    flags: readonly string[] = [],
  ): Promise<Visit> {
    const browser = await chromium.launch(options([...webgpuOnSwiftShader, ...willing, ...flags]));
    const processes = await browser.newBrowserCDPSession();
    const site = await serveSite();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
    });
    await context.addInitScript(prepared);
    const visit = new Visit(browser, processes, context, site, await context.newPage(), {
      ...common,
      ...more,
    });
    await visit.open();
    return visit;
  }

  /** A browser that hangs is left to the end of the process. */
  async end(): Promise<void> {
    await within(60, () => this.browser.close()).catch(() => {});
    this.site.close();
  }

  /** The tab that trains. */
  get page(): Page {
    return this.#page;
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  async open(page = this.#page, address?: string): Promise<void> {
    await page.goto(address ?? `${this.site.address}?${new URLSearchParams(this.#settings)}`);
    await page.getByTestId('run-buttons').waitFor();
  }

  /** Another tab of the same browser. */
  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.#listen(page);
    await this.open(page);
    return page;
  }

  /** A new tab at the same address in place of the one that trained, which is gone or goes now. */
  async replaceTab(): Promise<void> {
    const address = this.#page.url();
    const page = await this.context.newPage();
    this.#listen(page);
    await this.#page.close();
    this.#page = page;
    await this.open(page, address);
  }

  /** Sets what the networks of the plan differ in, as a person does. */
  async choose(name: NetworkName): Promise<void> {
    const page = this.#page;
    await page.getByRole('button', { name: /^All settings/ }).click();
    const drawer = page.getByRole('dialog', { name: 'All settings' });
    for (const [field, value] of Object.entries(networks[name]))
      await drawer.getByLabel(field, { exact: true }).fill(value);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  }

  /** @throws Error that says what the page shows instead, where there is no such button to press; its picture is beside the tests' results. */
  async press(name: string | RegExp): Promise<void> {
    const button =
      typeof name === 'string'
        ? this.#page.getByRole('button', { name, exact: true })
        : this.#page.getByRole('button', { name });
    try {
      await button.click({ timeout: 60_000 });
    } catch {
      const { status, step, total } = await this.shown();
      const dialog = await this.question();
      await this.#page.screenshot({ path: `test-results/soak-${Date.now()}.png` });
      throw new Error(
        `"${name}" could not be pressed at "${status}", step ${step} of ${total}${dialog ? `, under "${dialog}"` : ''}`,
      );
    }
  }

  /** Whether such a button is there and can be pressed. */
  async offers(name: string | RegExp): Promise<boolean> {
    const button = this.#page.getByRole(
      'button',
      typeof name === 'string' ? { name, exact: true } : { name },
    );
    // Waits for none: it may be another the moment after.
    const disabled = await button.evaluateAll((found) =>
      found.map((one) => one.getAttribute('aria-disabled')),
    );
    return disabled.some((is) => is !== 'true');
  }

  /** Presses whatever makes a run go on. @returns how often that was needed. */
  async goOn(): Promise<number> {
    for (const button of [resume, 'Resume', 'Train']) {
      if (!(await this.offers(button))) continue;
      await this.press(button);
      return 1;
    }
    return 0;
  }

  shown(): Promise<Shown> {
    return this.#page.evaluate(() => {
      const text = (id: string) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? '';
      const [step, total] = text('stat-step')
        .split('/')
        .map((part) => Number.parseInt(part.replaceAll(',', ''), 10));
      return {
        status: text('status'),
        ...(Number.isFinite(step) && { step }),
        ...(Number.isFinite(total) && { total }),
      };
    });
  }

  /** Looks until what is shown is as wanted. @returns the last look, or undefined where it took too long. */
  async until(wanted: (shown: Shown) => boolean, seconds: number): Promise<Shown | undefined> {
    const end = Date.now() + 1000 * seconds;
    for (;;) {
      const shown = await this.shown();
      if (wanted(shown)) return shown;
      if (Date.now() > end) return undefined;
      await wait(glance);
    }
  }

  stored(): Promise<StoredRun[]> {
    return readStored(this.#page);
  }

  /** What the page says that no person should read. */
  async rawWords(): Promise<string[]> {
    const texts = await this.#page
      .locator('[role=alert], [role=status], [role=dialog], [role=log]')
      .allTextContents();
    return texts.filter((text) => raw.test(text));
  }

  /** What is asked of the person, where a dialog is open. */
  async question(): Promise<string | undefined> {
    const [text] = await this.#page
      .getByRole('dialog')
      .or(this.#page.getByRole('alertdialog'))
      .allTextContents();
    return text;
  }

  /** Downloads the run's checkpoint by the menu. */
  async exported(): Promise<Digest> {
    await this.press('Export');
    const download = this.#page.waitForEvent('download', { timeout: 30_000 });
    await this.#page.getByRole('menuitem', { name: 'Checkpoint, to resume from', exact: true }).click();
    const file = await download;
    const digest = digestOf(readFileSync(await file.path()));
    await file.delete();
    return digest;
  }
}
