/**
 * What a browser's translator does to a page: it puts an element with other words in the place of every text node. React still
 * holds the text nodes it made: a text that has siblings would stay as it was, and taking it away would end the page. A text that
 * is all its element holds is set through the element, and lives on.
 */
import type { Page } from '@playwright/test';

/** Texts that stand beside other nodes in their element, each with that element: React would lose hold of them. */
export const textsWithSiblings = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const parent = text.parentElement;
      // Prose is written anew as a whole; translators leave drawings alone.
      if (!parent || parent.closest('svg, script, noscript, article') || text.data.trim() === '') continue;
      if (parent.childNodes.length > 1) found.push(parent.outerHTML.slice(0, 200));
    }
    return found;
  });

/** Translates the page into its own words, and everything that comes later, as translators do. */
export const translate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const translated = (text: Text) => {
      if (text.data.trim() === '' || !text.isConnected) return;
      if (text.parentElement?.closest('font, svg, script, style, textarea, [translate="no"]')) return;
      const font = document.createElement('font');
      font.append(document.createElement('font'));
      font.firstElementChild?.append(text.data);
      text.replaceWith(font);
    };
    const all = (root: Node) => {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node: Node | null = walker.currentNode; node; node = walker.nextNode())
        if (node instanceof Text) texts.push(node);
      texts.forEach(translated);
    };
    all(document.body);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target instanceof Text) translated(target);
        else addedNodes.forEach(all);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
