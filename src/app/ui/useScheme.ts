/** Dark or light, and the way to the other. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useMemo } from 'react';

export function useScheme(): { readonly dark: boolean; readonly toggle: () => void } {
  const system = useColorScheme();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light') === 'dark';
  const next = dark ? 'light' : 'dark';
  return useMemo(
    // It follows the system until toggled; toggled back to what the system has, it follows again.
    () => ({ dark, toggle: () => setColorScheme(next === system ? 'auto' : next) }),
    [dark, next, system, setColorScheme],
  );
}
