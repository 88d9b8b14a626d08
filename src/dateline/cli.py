"""The commands, thin: each is loaded when it is asked for, so that ``dateline --help`` is quick."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable

import click

from dateline.errors import DatelineError

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("dateline.commands.read:read", "Read an article and print its record."),
    "add": ("dateline.commands.adding:add", "Read articles and add them to a store."),
    "remove": ("dateline.commands.adding:remove", "Take articles, and all that rested on them, out of a store."),
    "timeline": ("dateline.commands.answers:timeline", "What happened to somebody, in order."),
    "itinerary": ("dateline.commands.answers:itinerary", "Where somebody was, day by day."),
    "events": ("dateline.commands.answers:events", "What happened, joined over articles."),
    "reports": ("dateline.commands.answers:reports", "Single reports, each with its words."),
    "sources": ("dateline.commands.answers:sources", "Who vouches for how much."),
    "copies": ("dateline.commands.answers:copies", "Which articles are copies, and of which."),
    "diff": ("dateline.commands.answers:diff", "Two articles side by side, sentence by sentence."),
    "stories": ("dateline.commands.answers:stories", "Articles about the same happenings."),
    "search": ("dateline.commands.answers:search", "Find names, places and words."),
    "serve": ("dateline.commands.serve:serve", "Look at a store in the browser."),
    "lookup": ("dateline.commands.lookup:lookup", "What the tables know of a name."),
    "info": ("dateline.commands.info:info", "Versions, the model, the tables and their licences."),
    "demo": ("dateline.commands.demo:demo", "Show what Dateline does, on example articles."),
}
"""Command -> where it stands, and its line in the help."""


class Commands(click.Group):
    """A group whose commands are imported one by one, when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a wrong name is answered with the nearest right one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}{_nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


def _nearest(word: str, known: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def group() -> None:
    """Dateline reads news and tells you who says so.

    It keeps the record of an article (who did what to whom, when, where, according to whom, and how sure)
    and joins articles into events, timelines and itineraries.
    """


def main() -> None:
    """Run the command line; an error is one line with its mend, never a traceback."""
    try:
        group(standalone_mode=False)
    except DatelineError as error:
        click.echo(f"dateline: {error.message}; {error.mend}", err=True)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output left: say nothing, and let nothing be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
