using System.Globalization;
using Actors.Streams.Tests.RabbitMq.Programs;

// The tests start this assembly as a process of its own too, to kill it.
return args is [ReaderProgram.Queue or ReaderProgram.Stream, _, _, _, _]
    ? await ReaderProgram.Run(args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args[3], int.Parse(args[4], CultureInfo.InvariantCulture))
    : 2;
