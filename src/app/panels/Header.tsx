/** Title, device in words, run buttons, colour scheme. */
import { ActionIcon, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { DeviceInfo } from '../../training/events.ts';
import { useWords, type Words } from '../i18n/words.ts';
import { usePage } from '../store/react.ts';
import { RunButtons } from './RunButtons.tsx';

function deviceName(device: DeviceInfo, words: Words): string {
  const name = device.software ? `${device.name || ''} (${words.softwareDevice})`.trim() : device.name;
  return [words.backend[device.backend], name].filter(Boolean).join(' · ');
}

function Device() {
  const words = useWords();
  const device = usePage((state) => state.device);
  const name = device ? deviceName(device, words) : words.detecting;
  return (
    <div className="device" data-testid="device">
      <Text size="xs" fw={600} truncate title={name}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {device?.reason ?? words.lead}
      </Text>
    </div>
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
      aria-label={next === 'dark' ? words.toDark : words.toLight}
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
        {words.title}
      </Title>
      <Device />
      <RunButtons />
      <SchemeToggle />
    </header>
  );
}
