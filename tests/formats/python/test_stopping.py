"""A signal asks for an end, also where it comes twice; only a later Ctrl-C does not wait for it."""

import os
import signal
import unittest
from unittest.mock import patch

import stand_ins  # noqa: F401

import stopping
from stopping import Stop


class Stopping(unittest.TestCase):
    def setUp(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, number, signal.getsignal(number))

    def test_a_signal_asks_and_its_echo_changes_nothing(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            stop = Stop()
            self.assertFalse(stop.asked)
            for _ in range(2):
                os.kill(os.getpid(), number)
            self.assertTrue(stop.asked)
            self.assertEqual(stop.exit_code, 128 + number)

    def test_a_later_ctrl_c_ends_at_once_and_a_later_sigterm_does_not(self):
        Stop()
        os.kill(os.getpid(), signal.SIGTERM)
        with patch.object(stopping, "ECHO", -1):
            os.kill(os.getpid(), signal.SIGTERM)
            with self.assertRaises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)

    def test_who_was_not_asked_ends_as_by_sigterm(self):
        self.assertEqual(Stop().exit_code, 143)


if __name__ == "__main__":
    unittest.main()
