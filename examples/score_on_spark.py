"""A job for spark-submit: score_on_spark.py METHODOLOGY IN OUT, both Parquet.

spark-submit --master yarn --py-files perfrules.zip examples/score_on_spark.py \
        beijing/department@2022 hdfs:///in hdfs:///out
"""

import sys

from pyspark.sql import SparkSession

from perfrules import load_methodology, score_table

methodology, rows, out = sys.argv[1:]
spark = SparkSession.builder.appName("perfrules").getOrCreate()
scored = score_table(load_methodology(methodology), spark.read.parquet(rows))
scored.write.mode("errorifexists").parquet(out)
spark.stop()
