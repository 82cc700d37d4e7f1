/** Title, device in words, run buttons, files, link, help, language, colour scheme. */
import './Header.css';
import { ActionIcon, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { DeviceInfo } from '../../training/events.ts';
import { FileTools } from '../files/FileTools.tsx';
import { HelpButton } from '../flow/HelpButton.tsx';
import { ShareButton } from '../flow/ShareButton.tsx';
import { useWords, type Words } from '../i18n/words.ts';
import { PaletteButton } from '../palette/PaletteButton.tsx';
import { otherLanguage, usePreference, usePreferences } from '../store/preferences.ts';
import { usePage } from '../store/react.ts';
import { RunButtons } from './RunButtons.tsx';

/** Written the same in every language. The long name begins with what is seen, so that it can be spoken to. */
const languageNames = {
  en: { short: 'EN', long: 'EN: English' },
  zh: { short: '中', long: '中文' },
} as const;

function deviceName(device: DeviceInfo, words: Words): string {
  const name = device.software ? `${device.name || ''} (${words.page.softwareDevice})`.trim() : device.name;
  return [words.page.backend[device.backend], name].filter(Boolean).join(' · ');
}

function Device() {
  const words = useWords();
  const device = usePage((state) => state.device);
  const name = device ? deviceName(device, words) : words.page.detecting;
  return (
    <div className="device" data-testid="device">
      <Text size="xs" fw={600} truncate title={name}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {device ? words.said(device.reason) : words.page.lead}
      </Text>
    </div>
  );
}

/** Names the other language in that language, for those who cannot read this one. */
function LanguageToggle() {
  const preferences = usePreferences();
  const shown = usePreference((p) => p.language);
  const next = otherLanguage(shown);
  return (
    <ActionIcon
      variant="default"
      size={30}
      fz="xs"
      lang={next}
      aria-label={languageNames[next].long}
      title={languageNames[next].long}
      onClick={() => preferences.setState({ language: next })}
    >
      {languageNames[next].short}
    </ActionIcon>
  );
}

/** Follows the system until pressed; pressed back to what the system has, it follows again. */
function SchemeToggle() {
  const words = useWords();
  const system = useColorScheme();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const next = shown === 'dark' ? 'light' : 'dark';
  const Icon = next === 'dark' ? IconMoon : IconSun;
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={next === 'dark' ? words.page.toDark : words.page.toLight}
      onClick={() => setColorScheme(next === system ? 'auto' : next)}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

export function Header() {
  const words = useWords();
  return (
    <header className="header">
      <Title order={1} className="page-title">
        {words.page.title}
      </Title>
      <Device />
      <RunButtons />
      <div className="header-tools">
        <FileTools />
        <ShareButton />
        <PaletteButton />
        <HelpButton />
        <LanguageToggle />
        <SchemeToggle />
      </div>
    </header>
  );
}
