/** Title, device in words, run buttons, files, link, help, language, colour scheme. */

import { Text, Title } from '@mantine/core';
import { type Icon, IconCommand, IconLink, IconMoon, IconQuestionMark, IconSun } from '@tabler/icons-react';
import { datasetOf } from '../../training/config.ts';
import type { DeviceInfo } from '../../training/events.ts';
import type { ActionName } from '../actions/named.ts';
import { useAction } from '../actions/useAction.ts';
import { RunButtons } from '../features/train/RunButtons.tsx';
import { FileTools } from '../features/weights/FileTools.tsx';
import { useWords, type Words } from '../i18n/words.ts';
import { otherLanguage } from '../state/preferences.ts';
import { usePage, usePreference } from '../state/react.ts';
import classes from './Header.module.css';
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
  const { title } = usePage((state) => datasetOf(state.config));
  const name = device ? deviceName(device, words) : words.page.detecting;
  return (
    <div className={classes.device} data-testid="device">
      <Text size="xs" fw={600} truncate title={name}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {device ? words.notice(device.reason) : words.page.lead(title)}
      </Text>
    </div>
  );
}

/** Names the other language in that language, for those who cannot read this one. */
function LanguageButton() {
  const next = otherLanguage(usePreference((p) => p.language));
  const { perform } = useAction('language');
  const { short, long } = languageNames[next];
  return (
    <HeaderButton label={long} lang={next} onClick={perform}>
      {short}
    </HeaderButton>
  );
}

interface IconButtonProps {
  readonly action: ActionName;
  readonly icon: Icon;
  /** True where it opens a dialog. */
  readonly dialog?: boolean;
  readonly className?: string;
}

function IconButton({ action, icon: ButtonIcon, ...rest }: IconButtonProps) {
  const { label, help, perform } = useAction(action);
  return (
    <HeaderButton label={label} title={help} onClick={perform} {...rest}>
      <ButtonIcon size={16} aria-hidden />
    </HeaderButton>
  );
}

function Tools() {
  const toDark = useAction('toDark').possible;
  return (
    <div className={classes.tools}>
      <FileTools />
      <IconButton action="copyLink" icon={IconLink} />
      <IconButton action="palette" icon={IconCommand} className={classes.palette} dialog />
      <IconButton action="help" icon={IconQuestionMark} dialog />
      <LanguageButton />
      {toDark ? (
        <IconButton key="scheme" action="toDark" icon={IconMoon} />
      ) : (
        <IconButton key="scheme" action="toLight" icon={IconSun} />
      )}
    </div>
  );
}

export function Header() {
  const words = useWords();
  return (
    <header className={classes.header} data-testid="header">
      <Title order={1} className={classes.title}>
        {words.page.title}
      </Title>
      <Device />
      <RunButtons />
      <Tools />
    </header>
  );
}
