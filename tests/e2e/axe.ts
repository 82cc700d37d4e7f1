/** What axe finds wrong on a page, with the rule for the size of targets switched on. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Rules whose answer depends on the colours of the page; all others find the same in either scheme. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** Colours on their way from one scheme to another are none that anybody reads. */
const coloursAreThere = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const under = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(under.map(({ finished }) => finished));
  });

const analyse = async (page: Page, builder: AxeBuilder, within: readonly string[]): Promise<string[]> => {
  for (const selector of within) builder.include(selector);
  await coloursAreThere(page);
  // Legacy mode keeps to this tab. It differs only for pages with frames, and this one has none.
  const { violations: found } = await builder.setLegacyMode(true).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

/**
 * One line for each rule that is broken: the rule, and the elements that break it.
 * @param within Selectors of the parts to look at; the whole page where none is given.
 */
export function violations(page: Page, ...within: readonly string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page })
    // What passes is not asked for: describing a thousand sound elements takes axe most of its time.
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
  return analyse(page, builder, within);
}

/** The same of what the colours of the page may break: for the second scheme of a page that was looked at in the first. */
export function colourViolations(page: Page, ...within: readonly string[]): Promise<string[]> {
  const runOnly = { type: 'rule' as const, values: ofColours };
  return analyse(page, new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }), within);
}
