// More than there are processors: these tests wait for brokers and groups nearly all the time.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
