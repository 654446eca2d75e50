def check_library(corpus, lowered): return ()
