/** The help in the address: a link opens a section, and what is open can be linked to. */
import { describe, expect, it } from 'vitest';
import { followHelpAddress, type HashBar } from '../../../src/app/shell/helpAddress.ts';
import { helpHref, helpSections, sectionOf, sectionOfHash } from '../../../src/app/state/help.ts';
import { createOverlay } from '../../../src/app/state/overlay.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { settingKeys } from '../../../src/training/settings.ts';

function setUp(hash = '') {
  let changed = () => {};
  const bar = { hash };
  const page = createPage(
    { send: () => {}, onMessage: () => {}, onFailure: () => {} },
    { read: () => '', write: () => {} },
  );
  const overlay = createOverlay(page);
  const browser: HashBar = {
    hash: () => bar.hash,
    replace(next) {
      bar.hash = next;
    },
    onChange(call) {
      changed = call;
    },
  };
  followHelpAddress(overlay, browser);
  const follow = (next: string) => {
    bar.hash = next;
    changed();
  };
  return { overlay, bar, follow, state: () => overlay.store.getState() };
}

describe('the sections of the help', () => {
  it('are named by the hash of an address, and by nothing else', () => {
    for (const section of helpSections) expect(sectionOfHash(helpHref(section))).toBe(section);
    expect(sectionOfHash('#help')).toBe(helpSections[0]);
    for (const other of ['', '#', '#help/', '#help/nothing', '#residual'])
      expect(sectionOfHash(other), other).toBeUndefined();
  });

  it('explain every setting', () => {
    for (const key of settingKeys) expect(helpSections).toContain(sectionOf[key]);
  });
});

describe('the address', () => {
  it('opens the section that it names', () => {
    expect(setUp('#help/residual').state()).toMatchObject({ dialog: 'help', section: 'residual' });
    expect(setUp('#elsewhere').state().dialog).toBeUndefined();
  });

  it('names the section that is open, and nothing once the help is closed', () => {
    const { overlay, bar } = setUp();
    overlay.actions.open('help', 'bottleneck');
    expect(bar.hash).toBe('#help/bottleneck');
    overlay.actions.close('help');
    expect(bar.hash).toBe('');
    // Opened without a section it is a dialog like any other.
    overlay.actions.open('help');
    expect(bar.hash).toBe('');
    overlay.actions.open('palette');
    expect(bar.hash).toBe('');
  });

  it('is left alone where it is about something else', () => {
    const { overlay, bar } = setUp('#elsewhere');
    overlay.actions.open('palette');
    overlay.actions.close('palette');
    expect(bar.hash).toBe('#elsewhere');
  });

  it('leads on by links, and back out', () => {
    const { state, follow } = setUp();
    follow('#help/curves');
    expect(state()).toMatchObject({ dialog: 'help', section: 'curves' });
    follow('#help/keys');
    expect(state()).toMatchObject({ dialog: 'help', section: 'keys' });
    follow('');
    expect(state().dialog).toBeUndefined();
  });
});
