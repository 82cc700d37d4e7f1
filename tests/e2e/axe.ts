/** What axe finds wrong on a page, with the rule for the size of targets switched on. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * One line for each rule that is broken: the rule, and the elements that break it.
 * @param within Selectors of the parts to look at; the whole page where none is given.
 */
export async function violations(page: Page, ...within: readonly string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page })
    // What passes is not asked for: describing a thousand sound elements takes axe most of its time.
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    // Legacy mode keeps to this tab. It differs only for pages with frames, and this one has none.
    .setLegacyMode(true);
  for (const selector of within) builder.include(selector);
  const { violations: found } = await builder.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
