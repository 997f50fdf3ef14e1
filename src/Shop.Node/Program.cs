using System.CommandLine;
using Shop.Node.Running;

var run = RunCommand.Create();
<<<<<<< HEAD
var root = new RootCommand("Shop: order fulfilment on Actors.") { run, AuditCommand.Create() };

// `./actors run` comes here without a verb of its own.
var parsed = root.Parse(args is ["run" or "audit", ..] ? args : ["run", .. args]);
=======
var root = new RootCommand("Shop: order fulfilment on Actors.") { run, BrokerCommand.Create() };

// `./actors run` comes here without a verb of its own.
var parsed = root.Parse(args is ["run" or "broker", ..] ? args : ["run", .. args]);
>>>>>>> 4df06f3 (Let Shop run through Kafka and check itself from outside; an embedded broker of its own process; files through kills, outages and a rewound group)
if (parsed.Errors is [var error, ..])
{
    Console.Error.WriteLine($"shop: {string.Join(' ', error.Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))}");
    return ExitCode.WrongUsage;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
