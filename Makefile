# Everything a newcomer types. `make` alone lists the targets.
# A bare machine needs Python 3.11 or newer (with venv) and make; nothing else.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null \
  && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

export PYTHONUTF8 = 1
# As root pip warns, and no locale is set on a bare machine: neither is a reason to fail.
export PIP_ROOT_USER_ACTION = ignore

.DEFAULT_GOAL := help
.PHONY: help run demo test lint bench soak print-check build fonts catalogue lock format clean

help:
	@echo "make run          打开密盾（没有终端时改为演示） / open SecretGuard (without a terminal: the demo)"
	@echo "make demo         无人值守演示，结果在 out/ / the whole story without a screen, into out/"
	@echo "make test         安装测试所需并全部运行 / install what tests need and run them all"
	@echo "make lint         ruff, mypy, import-linter, 翻译目录 / catalogue"
	@echo "make bench        性能比值 / performance, as ratios in one run"
	@echo "make soak         长时间：200 次强行中断等 / long: 200 kills through the command"
	@echo "make print-check  用外部工具核对 PDF / check the PDFs with outside tools"
	@echo "make build        打包 wheel / build the wheel into dist/"
	@echo "make fonts        重建字体并比对 / rebuild the fonts and compare"

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本：请先安装，再运行 make。/ Python 3.11 or newer is needed."; exit 1; }
	@echo "正在建立运行环境（首次约一分钟）/ making the environment (about a minute, once)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "无法建立虚拟环境：请安装 Python 的 venv 部件（Debian/Ubuntu：python3-venv），再运行 make。/ python3-venv is missing."; exit 1; }

$(RUN_STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	@echo "正在安装测试工具 / installing the test tools…"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

run: $(RUN_STAMP)
	@$(BIN)/python -m secretguard.demo.run

demo: $(RUN_STAMP)
	@$(BIN)/python -m secretguard.demo out

test: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.catalogue --check

bench: $(DEV_STAMP)
	@$(BIN)/python -m benchmarks

soak: $(DEV_STAMP)
	@SECRETGUARD_SOAK=1 $(BIN)/python -m pytest tests/soak tests/vault tests/drills/test_sigkill.py --timeout=3600 -n 2 --dist worksteal

print-check: $(DEV_STAMP) demo
	@$(BIN)/python -m tests.print_check out

build: $(DEV_STAMP)
	@rm -rf dist && $(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist . && ls -l dist

fonts: $(DEV_STAMP)
	@$(BIN)/python -m tools.build_fonts --compare

catalogue: $(DEV_STAMP)
	@$(BIN)/python -m tools.catalogue

# Maintainers only: needs uv; writes names, versions and hashes, no address.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group build -o requirements-build.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build --group dev -o requirements-dev.lock

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf out dist build .ruff_cache .mypy_cache
