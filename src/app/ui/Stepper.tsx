/** A whole number with a button on either side. */

import { ActionIcon, Group, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useWords } from '../i18n/words.ts';
import classes from './Stepper.module.css';

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function Stepper({ label, value, min, max, disabled, onChange }: StepperProps) {
  const words = useWords();
  const button = (name: string, next: number, icon: typeof IconPlus) => {
    const Icon = icon;
    return (
      <ActionIcon
        variant="default"
        size={26}
        aria-label={name}
        disabled={disabled || next < min || next > max}
        onClick={() => onChange(next)}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={label}>
      {button(words.model.fewer(label), value - 1, IconMinus)}
      <Text component="output" size="sm" className={classes.value}>
        {value}
      </Text>
      {button(words.model.more(label), value + 1, IconPlus)}
    </Group>
  );
}
