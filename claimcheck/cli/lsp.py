"""`claimcheck lsp`: the language server, for editors."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from claimcheck.cli import options
from claimcheck.errors import ConfigError


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=options.FILE, help="Use this settings file. [environment: CLAIMCHECK_CONFIG]"
)
@click.option("--isolated", is_flag=True, help="Use no settings file.")
@click.option("--stdio", is_flag=True, help="Talk over stdin and stdout, as it always does.")
def lsp(config: Path | None, isolated: bool, stdio: bool) -> NoReturn:
    """Serve an editor over stdin and stdout: claims underlined while you write.

    docs/editors.md tells how to set it up in VS Code, Neovim, Helix, Zed and Emacs.
    """
    try:
        import pygls.lsp.server  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "the language server needs pygls 2: pip install 'claimcheck[lsp]'"
        ) from error
    from claimcheck.lsp.features import serve
    from claimcheck.lsp.settings import Workshop

    if config is not None and isolated:
        raise ConfigError("--config and --isolated do not go together; give one of them")
    serve(Workshop(config and config.absolute(), isolated))
    sys.stderr.flush()
    os._exit(0)  # a review under way has nothing to save, and an editor should not wait for it
