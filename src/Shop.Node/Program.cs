using System.CommandLine;
using Shop.Node.Running;

var run = RunCommand.Create();
var root = new RootCommand("Shop: order fulfilment on Actors.") { run, AuditCommand.Create(), BrokerCommand.Create() };

// `./actors run` comes here without a verb of its own.
var parsed = root.Parse(args is ["run" or "audit" or "broker", ..] ? args : ["run", .. args]);
if (parsed.Errors is [var error, ..])
{
    Console.Error.WriteLine($"shop: {string.Join(' ', error.Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))}");
    return ExitCode.WrongUsage;
}

// The signals are ours: the library's own handling of them fails with a stack trace when a second one comes.
using var signals = new StopSignals(patience: TimeSpan.FromSeconds(20));
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
