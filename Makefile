# Everything a newcomer needs is `make run` and `make test`; the rest is listed by `make help`.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run test quick check fix docs pictures long faults scan bench bom lock clean
help: ## このページ
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/run ## 架空のまちを入れて http://127.0.0.1:8000 で動かす（Ctrl-Cで止まる）
	@$(BIN)/kasane serve

test: .venv/dev browser check ## すべての検査とテスト（本物のデータベースとブラウザで）
	@$(BIN)/python -m pytest -n 2

quick: .venv/dev ## 手元での速い確認（純粋な部分のテストと書式）
	@$(BIN)/ruff check . && $(BIN)/python -m pytest -q -x tests/japanese tests/rules tests/access tests/diagrams tests/architecture

check: .venv/dev ## 何も変えずに調べる（書式・型・層・移行・生成物）
	@tools/check

fix: .venv/dev ## 機械で直せるものを直す
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: .venv/dev ## 生成される文書を作り直す
	@DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m kasane.cli.boot tools.generate_docs

pictures: .venv/dev ## 手引きの家族図とエコマップを描き直す
	@$(BIN)/python -m tools.draw_guide

long: .venv/dev ## 順番を変えながら長く試すテスト（毎回ちがう道を通る）
	@$(BIN)/python -m pytest -n 2 --hypothesis-profile=long tests/walls/test_sequences.py tests/japanese tests/rules tests/access tests/diagrams

faults: .venv/dev ## 書き込み中に216回止め、20人で同時に書き直す（KILLS=20 SEED=7 EDITS=20 などで変えられる）
	@$(BIN)/python -m tests.faults --kills $(or $(KILLS),216) --edits $(or $(EDITS),500) $(if $(SEED),--seed $(SEED))

scan: .venv/dev ## 二つの検査の道具（wapiti と sqlmap）で、動いている製品を18分調べる（MINUTES=5 などで変えられる）
	@tools/install_scanners
	@DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m kasane.cli.boot tests.scan --minutes $(or $(MINUTES),18) $(if $(SEED),--seed $(SEED))

bench: .venv/dev ## 速さを測る（大きい市の10分の1。SCALE=0.01 などで変えられる）
	@$(BIN)/kasane bench --scale $(or $(SCALE),0.1)

bom: .venv/dev ## 使っているライブラリの一覧（SBOM、CycloneDX）を var/bom に書く
	@$(BIN)/python -m tools.bom

lock: ## 依存関係を固定し直す（uv を一時的に使う）
	@tools/lock

clean: ## 環境と手元のデータを消す（.venv と var）
	rm -rf .venv var

.PHONY: browser
browser: .venv/dev
	@tools/install_browser

.venv/run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	@$(BIN)/pip install --quiet --quiet --require-hashes -r requirements-dev.lock
	@touch $@
