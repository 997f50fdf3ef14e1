// Two processes at a time: each test class keeps a whole node busy.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
