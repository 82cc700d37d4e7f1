/** The address of the page names the section of the help that is open, so that it can be linked to; a link to a section opens it. */
import { helpHref, sectionOfHash } from '../state/help.ts';
import type { Overlay } from '../state/overlay.ts';

/** The part of the browser that is used. */
export interface HashBar {
  readonly hash: () => string;
  /** An empty hash takes it away. */
  readonly replace: (hash: string) => void;
  /** Calls back when the hash was changed by a link, by hand or by going back. */
  readonly onChange: (changed: () => void) => void;
}

const hashBar: HashBar = {
  hash: () => location.hash,
  replace: (hash) => history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`),
  onChange: (changed) => window.addEventListener('hashchange', changed),
};

export function followHelpAddress({ store, actions }: Overlay, bar: HashBar = hashBar): void {
  const open = () => {
    const section = sectionOfHash(bar.hash());
    if (section) actions.open('help', section);
    else actions.close('help');
  };
  if (sectionOfHash(bar.hash())) open();
  bar.onChange(open);
  store.subscribe(({ dialog, section }) => {
    const wanted = dialog === 'help' && section ? helpHref(section) : '';
    if (wanted === bar.hash() || (wanted === '' && !sectionOfHash(bar.hash()))) return;
    bar.replace(wanted);
  });
}
