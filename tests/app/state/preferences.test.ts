/** Which language the page opens in, and what is kept of a choice. */
import { describe, expect, it } from 'vitest';
import {
  createPreferences,
  type PreferencesSource,
  withoutLanguage,
} from '../../../src/app/state/preferences.ts';

/** Storage that lives as long as the test. */
function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}
const home = (parts: Partial<PreferencesSource> = {}): PreferencesSource => {
  const storage = memory();
  return { storage: () => storage, languages: ['en-GB'], search: '', ...parts };
};
const languageOf = (parts: Partial<PreferencesSource>): string =>
  createPreferences(home(parts)).getState().language;

describe('the language', () => {
  it('is the first of the browser that we speak, else English', () => {
    expect(languageOf({ languages: ['zh-Hans-CN', 'en'] })).toBe('zh');
    expect(languageOf({ languages: ['de', 'zh-TW', 'en'] })).toBe('zh');
    expect(languageOf({ languages: ['fr'] })).toBe('en');
    expect(languageOf({ languages: [] })).toBe('en');
  });

  it('is kept, and a kept one goes before those of the browser', () => {
    const storage = memory();
    const first = createPreferences(home({ storage: () => storage }));
    first.setState({ language: 'zh' });
    expect(languageOf({ storage: () => storage })).toBe('zh');
    first.setState({ language: 'en' });
    expect(languageOf({ storage: () => storage, languages: ['zh'] })).toBe('en');
  });

  it('is what the address says before everything else, if it says one of ours', () => {
    const storage = memory();
    createPreferences(home({ storage: () => storage })).setState({ language: 'en' });
    expect(languageOf({ storage: () => storage, search: '?lang=zh-CN' })).toBe('zh');
    expect(languageOf({ storage: () => storage, search: '?lang=tlh' })).toBe('en');
  });

  it('can be chosen where the browser blocks storage', () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    const preferences = createPreferences(home({ storage: blocked, languages: ['zh'] }));
    expect(preferences.getState().language).toBe('zh');
    preferences.setState({ language: 'en' });
    expect(preferences.getState().language).toBe('en');
  });
});

describe('keys and notifications', () => {
  it('are on and off at first, and kept', () => {
    const storage = memory();
    const open = () => createPreferences(home({ storage: () => storage }));
    expect(open().getState()).toMatchObject({ shortcuts: true, notify: false });
    open().setState({ shortcuts: false, notify: true });
    expect(open().getState()).toMatchObject({ shortcuts: false, notify: true });
  });

  it('leave a language that was only in the address unkept', () => {
    const storage = memory();
    const preferences = createPreferences(home({ storage: () => storage, search: '?lang=zh' }));
    preferences.setState({ notify: true });
    expect(languageOf({ storage: () => storage })).toBe('en');
  });
});

describe('withoutLanguage', () => {
  it('takes the language out of an address and leaves the rest as it is', () => {
    expect(withoutLanguage('?lang=zh')).toBe('');
    expect(withoutLanguage('?blocks=1,2&lang=zh&epochs=3')).toBe('?blocks=1,2&epochs=3');
    expect(withoutLanguage('?a=%2C')).toBe('?a=%2C');
  });
});
