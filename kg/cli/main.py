"""The command ``kg``: finds the subcommand, and turns every problem into a message and an exit code.

A subcommand's module is imported when it is called, so that ``kg --help`` stays quick.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import cast

import click

from kg import __version__
from kg.errors import KgError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("kg.cli.init", "Start a case: a folder that builds at once."),
    "build": ("kg.cli.build", "Check the facts, then build graph, network and pages."),
    "check": ("kg.cli.check", "Say what is wrong in the facts; build nothing."),
    "view": ("kg.cli.view", "Build, and open the page in a browser."),
    "contradictions": ("kg.cli.contradictions", "What sources say that cannot be true together, side by side."),
    "query": ("kg.cli.query", "Ask the graph: SPARQL, or a saved question."),
    "explain": ("kg.cli.explain", "Everything known about one entity, with its evidence."),
    "list": ("kg.cli.list", "Classes with their counts, or the entities of one class."),
    "export": ("kg.cli.export", "A page of a part of the case, to hand on."),
    "map": ("kg.cli.map", "Draft a mapping for a table, or try one."),
    "template": ("kg.cli.sheet_template", "An empty workbook to fill in, made from the ontology."),
    "convert": ("kg.cli.convert", "The same facts as YAML, CSV or a workbook."),
    "serve": ("kg.cli.serve", "Serve the graph over HTTP: SPARQL, a question page, the network."),
    "schema": ("kg.cli.schema", "What editors need to complete and underline fact files."),
    "rename": ("kg.cli.rename", "Give an entity another slug in every fact file."),
}
"""Subcommand -> its module, and what it does in a line."""

OK, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 130, 141


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return cast(click.Command, command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Commands: {', '.join(COMMANDS)}."
            raise click.UsageError(f"there is no command '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  kg init my-case --base https://example.org/my-case/
  kg build
  kg query "SELECT ?who WHERE { ?who a kga:Person }"
  kg explain daniel-noboa""",
)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Facts kept as text, each with its source, as a graph that answers SPARQL and a page that shows the evidence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``kg`` with these arguments (default: the command line's) and return its exit code.

    Returns:
        0: done. 1: bad facts, a missing build, an unanswerable question. 2: called the wrong way. 130: interrupted.
    """
    if arguments is None:
        atexit.register(gc.freeze)  # looking for circles in all that ends with the process takes longer than the rest of its end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a locale that cannot show a letter is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in 'kg query ... | head'
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=None if arguments is None else list(arguments), prog_name="kg", standalone_mode=False)
        return code if isinstance(code, int) else OK
    except click.ClickException as error:
        _complain(_usage(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted.")
        return INTERRUPTED
    except KgError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        _complain(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}.")
        return FAILED
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        _complain(f"a fault in kg itself: {type(error).__name__}: {error}. Set KG_DEBUG=1 to see where, and please report it.")
        return FAILED


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    return f"{message} See '{context.command_path} --help'." if context else message


def _complain(text: str) -> None:
    from kg.model.printable import printable_lines

    print(f"error: {printable_lines(text)}", file=sys.stderr)
