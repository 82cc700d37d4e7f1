/** The head of the stage: what page this is, what trains here, and how far the run is. The tools stand in `Tools.tsx`. */

import { Popover, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeviceInfo } from '../../training/events.ts';
import { Status } from '../features/train/Status.tsx';
import { useWords, type Words } from '../i18n/words.ts';
import { usePage } from '../state/react.ts';
import classes from './Header.module.css';
import { SkipLink } from './SkipLink.tsx';

function deviceName(device: DeviceInfo, words: Words): string {
  const name = device.software ? `${device.name || ''} (${words.page.softwareDevice})`.trim() : device.name;
  return [words.page.backend[device.backend], name].filter(Boolean).join(' · ');
}

/** What executes the tensors; opened, why it is that. The dot is green for a GPU and amber for what is slow. */
function Device() {
  const words = useWords();
  const device = usePage((state) => state.device);
  const name = device ? deviceName(device, words) : words.page.detecting;
  const kind = !device ? 'unknown' : device.backend === 'webgpu' && !device.software ? 'fast' : 'slow';
  return (
    <Popover width={320} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.device} data-testid="device" data-kind={kind} title={name}>
          <span className={classes.dot} aria-hidden />
          <span className={classes.deviceName}>{name}</span>
          <IconChevronDown size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown data-testid="device-reason" aria-label={words.stage.device}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" tabIndex={0} data-autofocus>
          {device ? words.notice(device.reason) : words.page.detecting}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}

/** @param progress The bar below the line. */
export function Header({ progress }: { readonly progress: ReactNode }) {
  const words = useWords();
  return (
    <header className={classes.header} data-testid="header">
      <div className={classes.line}>
        <SkipLink />
        <Title order={1} className={classes.title}>
          {words.page.title}
        </Title>
        <Device />
        <Status />
      </div>
      {progress}
    </header>
  );
}
