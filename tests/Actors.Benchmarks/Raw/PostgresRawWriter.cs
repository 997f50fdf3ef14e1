using Npgsql;

namespace Actors.Benchmarks.Raw;

/// <summary>One connection that commits one batch after the other: one prepared statement, one round trip.</summary>
internal sealed class PostgresRawWriter(NpgsqlDataSource source, RawForm form, RawShape shape, int number)
{
    public async Task Run(RawTimer timer, CancellationToken cancellationToken)
    {
        var batch = new RawBatch(shape, number);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(RawScripts.Read(form == RawForm.Rows ? "Postgres.rows" : "Postgres.blocks"), connection);
        AddParameters(command.Parameters, batch);
        await command.PrepareAsync(cancellationToken);
        while (!timer.IsOver)
        {
            batch.Next();
            var began = RawTimer.Begin();
            var fenced = await command.ExecuteScalarAsync(cancellationToken) is null;
            timer.End(began, shape.Records);
            if (fenced)
            {
                throw new InvalidOperationException("The raw limit's own fence refused a commit.");
            }
        }
    }

    private void AddParameters(NpgsqlParameterCollection parameters, RawBatch batch)
    {
        Add(parameters, Guid.Empty);
        Add(parameters, batch.TouchedShards);
        Add(parameters, batch.Epochs);
        Add(parameters, batch.ExpectedHeads);
        Add(parameters, batch.NewHeads);
        if (form == RawForm.Blocks)
        {
            Add(parameters, batch.TouchedShards);
            Add(parameters, batch.NewHeads);
            Add(parameters, batch.FirstSequences);
            Add(parameters, batch.Blocks);
            return;
        }

        Add(parameters, batch.Shards);
        Add(parameters, batch.Sequences);
        Add(parameters, batch.Hashes);
        Add(parameters, batch.Entities);
        Add(parameters, batch.Versions);
        Add(parameters, batch.Kinds);
        Add(parameters, batch.Types);
        Add(parameters, batch.Payloads);
        Add(parameters, batch.Metadata);
        Add(parameters, batch.Times);
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
