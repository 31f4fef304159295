"""A real CUPS of one's own: another port and folder, Debian's CUPS-PDF, a printer whose tray can be empty."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
SERVER_BIN = Path("/usr/lib/cups")
CUPSD = "/usr/sbin/cupsd"
TRAY = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct tray "Unknown" "Tray"'; exit 0; }
here=@FOLDER@
while [ -e "$here/empty" ]; do echo "STATE: +media-empty-error" >&2; sleep 0.1; done
echo "STATE: -media-empty-error" >&2
cat "${6:--}" > "$here/printed-$1"
"""
CUPSD_CONF = """LogLevel debug
Listen 127.0.0.1:@PORT@
DefaultAuthType None
Browsing Off
WebInterface No
PreserveJobFiles Yes
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
FILES_CONF = """ServerRoot @FOLDER@/root
RequestRoot @FOLDER@/spool
CacheDir @FOLDER@/cache
StateDir @FOLDER@/state
TempDir @FOLDER@/tmp
ServerBin @FOLDER@/bin
DataDir /usr/share/cups
ErrorLog @FOLDER@/log/error
AccessLog @FOLDER@/log/access
PageLog @FOLDER@/log/page
SystemGroup root
"""


def available() -> bool:
    """Whether a CUPS can be started here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path(CUPSD).exists() and PPD.exists()


class Cups:
    """A CUPS server in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.server = f"127.0.0.1:{free.getsockname()[1]}"
        for name in ("root", "spool", "cache", "state", "tmp", "log", "bin/backend"):
            (folder / name).mkdir(parents=True)
        for path in SERVER_BIN.iterdir():
            if path.name != "backend":
                (folder / "bin" / path.name).symlink_to(path)
        (folder / "bin/backend/cups-pdf").symlink_to(SERVER_BIN / "backend/cups-pdf")
        self._write("bin/backend/tray", TRAY).chmod(0o700)  # so that it runs as root
        self._write("cupsd.conf", CUPSD_CONF)
        self._write("cups-files.conf", FILES_CONF)
        for path in (folder, *folder.parents):
            if path.is_relative_to("/tmp") and path != Path("/tmp"):  # filters run as another user
                path.chmod(path.stat().st_mode | 0o055)
        shutil.chown(folder / "tmp", group="lp")
        (folder / "tmp").chmod(0o1770)
        self._process: subprocess.Popen[bytes] | None = None

    def _write(self, name: str, text: str) -> Path:
        path = self.folder / name
        port = self.server.rpartition(":")[2]
        path.write_text(text.replace("@FOLDER@", str(self.folder)).replace("@PORT@", port), encoding="utf-8")
        return path

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [CUPSD, "-c", self.folder / "cupsd.conf", "-s", self.folder / "cups-files.conf", "-f"]
        self._process = subprocess.Popen(command)
        for _ in range(600):
            if b"is running" in self.run("lpstat", "-r"):
                return
            time.sleep(0.1)
        raise TimeoutError("cupsd does not answer")

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)
            self._process = None

    def add(self, name: str, device: str) -> None:
        """Add a queue."""
        self.run("lpadmin", "-p", name, "-E", "-v", device, "-P", str(PPD))

    def run(self, *command: str) -> bytes:
        """Run a command of CUPS against this server."""
        environment = {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"}
        return subprocess.run(command, capture_output=True, check=False, env=environment).stdout

    def spooled(self) -> list[str]:
        """The files of jobs that the queue keeps."""
        return sorted(path.name for path in (self.folder / "spool").iterdir() if path.is_file())

    def complaints(self) -> str:
        """The last lines of the server's log."""
        lines = (self.folder / "log/error").read_text(errors="replace").splitlines()
        return "\n".join(lines[-60:])
