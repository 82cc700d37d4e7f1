/** Title, device in words, run buttons, files, link, help, language, colour scheme. */
import './Header.css';
import { Text, Title } from '@mantine/core';
import { IconCommand, IconLink, IconMoon, IconQuestionMark, IconSun } from '@tabler/icons-react';
import type { DeviceInfo } from '../../training/events.ts';
import { RunButtons } from '../features/train/RunButtons.tsx';
import { FileTools } from '../features/weights/FileTools.tsx';
import { useWords, type Words } from '../i18n/words.ts';
import { useFlow } from '../state/flow.ts';
import { otherLanguage, usePreference, usePreferences } from '../state/preferences.ts';
import { usePage } from '../state/react.ts';
import { useScheme } from '../ui/useScheme.ts';
import { HeaderButton } from './HeaderButton.tsx';

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
  const next = otherLanguage(usePreference((p) => p.language));
  const { short, long } = languageNames[next];
  return (
    <HeaderButton label={long} lang={next} onClick={() => preferences.setState({ language: next })}>
      {short}
    </HeaderButton>
  );
}

function SchemeToggle() {
  const { page } = useWords();
  const { dark, toggle } = useScheme();
  const Icon = dark ? IconSun : IconMoon;
  return (
    <HeaderButton label={dark ? page.toLight : page.toDark} onClick={toggle}>
      <Icon size={16} aria-hidden />
    </HeaderButton>
  );
}

function Tools() {
  const { flow, palette } = useWords();
  const { actions } = useFlow();
  return (
    <div className="header-tools">
      <FileTools />
      <HeaderButton label={flow.share} title={flow.shareHelp} onClick={() => void actions.copyLink()}>
        <IconLink size={16} aria-hidden />
      </HeaderButton>
      <HeaderButton
        className="palette-button"
        label={palette.title}
        title={palette.open}
        dialog
        onClick={() => actions.open('palette')}
      >
        <IconCommand size={16} aria-hidden />
      </HeaderButton>
      <HeaderButton label={flow.help} dialog onClick={() => actions.open('help')}>
        <IconQuestionMark size={16} aria-hidden />
      </HeaderButton>
      <LanguageToggle />
      <SchemeToggle />
    </div>
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
      <Tools />
    </header>
  );
}
